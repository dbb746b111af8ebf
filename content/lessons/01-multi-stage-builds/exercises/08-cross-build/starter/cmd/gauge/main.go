// Command gauge publishes the readings of a sensor, one process per machine on the shop floor.
package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime"

	"github.com/google/uuid"

	"example.com/gauge/internal/sensor"
)

func main() {
	device := os.Getenv("SENSOR")
	if device == "" {
		device = "/sys/class/thermal/thermal_zone0/temp"
	}
	session := uuid.NewString()

	http.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		celsius, err := sensor.Read(device)
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintf(w, "gauge_celsius{session=%q} %.3f\n", session, celsius)
	})

	slog.Info("listening", "address", ":9100", "arch", runtime.GOARCH)
	if err := http.ListenAndServe(":9100", nil); err != nil {
		slog.Error("server", "error", err)
		os.Exit(1)
	}
}
