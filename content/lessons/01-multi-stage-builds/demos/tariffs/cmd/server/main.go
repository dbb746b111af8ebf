// Command server quotes shipping prices over HTTP.
package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/gorilla/mux"

	"example.com/tariffs/internal/quote"
)

func main() {
	carrier := os.Getenv("CARRIER_URL")
	if carrier == "" {
		carrier = "https://rates.carrier.example/v2"
	}
	client := quote.NewClient(carrier, &http.Client{Timeout: 5 * time.Second})

	router := mux.NewRouter()
	router.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	router.HandleFunc("/quote", func(w http.ResponseWriter, r *http.Request) {
		grams, err := strconv.Atoi(r.URL.Query().Get("grams"))
		if err != nil {
			http.Error(w, "grams: not a number", http.StatusBadRequest)
			return
		}
		price, err := client.Price(r.Context(), r.URL.Query().Get("from"), r.URL.Query().Get("to"), grams)
		if err != nil {
			slog.Error("quote", "error", err)
			http.Error(w, "carrier unavailable", http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]int{"cents": price})
	}).Methods(http.MethodGet)

	server := &http.Server{Addr: ":8080", Handler: router}
	stopping, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	go func() {
		<-stopping.Done()
		deadline, cancel := context.WithTimeout(context.Background(), 8*time.Second)
		defer cancel()
		server.Shutdown(deadline)
	}()

	slog.Info("listening", "address", server.Addr)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		slog.Error("server", "error", err)
		os.Exit(1)
	}
}
