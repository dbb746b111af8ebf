// Command relay takes signed webhooks and passes them on to an HTTPS address.
package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"example.com/relay/internal/signature"
)

func main() {
	target := os.Getenv("TARGET_URL")
	if target == "" {
		target = "https://hooks.partner.example/in"
	}
	key := []byte(os.Getenv("WEBHOOK_KEY"))
	client := &http.Client{Timeout: 10 * time.Second}

	http.HandleFunc("POST /hook", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		if !signature.Valid(key, body, r.Header.Get("X-Signature")) {
			http.Error(w, "bad signature", http.StatusForbidden)
			return
		}
		answer, err := client.Post(target, r.Header.Get("Content-Type"), bytes.NewReader(body))
		if err != nil {
			slog.Error("relay", "error", err)
			http.Error(w, "partner unavailable", http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		w.WriteHeader(answer.StatusCode)
		io.Copy(w, answer.Body)
	})

	slog.Info("listening", "address", ":8080", "target", target)
	if err := http.ListenAndServe(":8080", nil); err != nil {
		slog.Error("server", "error", err)
		os.Exit(1)
	}
}
