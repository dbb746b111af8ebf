// Command moon tells how much of the moon is lit.
package main

import (
	"fmt"
	"log"
	"math"
	"net/http"
	"os"
	"time"
)

const synodic = 29.530588

// lit is the lit share of the disc, from 0 to 1.
func lit(at time.Time) float64 {
	newMoon := time.Date(2000, time.January, 6, 18, 14, 0, 0, time.UTC)
	days := at.Sub(newMoon).Hours() / 24
	return (1 - math.Cos(2*math.Pi*days/synodic)) / 2
}

func main() {
	if os.Getenv("LOG_LEVEL") == "debug" {
		log.Print("listening on :8080")
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%.0f %%\n", 100*lit(time.Now()))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
