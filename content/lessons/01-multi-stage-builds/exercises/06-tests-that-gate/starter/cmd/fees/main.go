// Command fees tells what a card payment costs the shop.
package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"strconv"

	"github.com/google/uuid"

	"example.com/fees/internal/fee"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /fee", func(w http.ResponseWriter, r *http.Request) {
		request := uuid.NewString()
		cents, err := strconv.Atoi(r.URL.Query().Get("cents"))
		if err != nil || cents < 0 {
			http.Error(w, "cents: not an amount", http.StatusBadRequest)
			return
		}
		slog.Info("fee", "request", request, "cents", cents)
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"request": request, "fee": fee.Of(cents)})
	})
	slog.Info("listening", "address", ":8080")
	if err := http.ListenAndServe(":8080", mux); err != nil {
		slog.Error("server", "error", err)
		os.Exit(1)
	}
}
