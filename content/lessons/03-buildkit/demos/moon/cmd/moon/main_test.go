package main

import (
	"testing"
	"time"
)

func TestNewMoon(t *testing.T) {
	if share := lit(time.Date(2000, time.January, 6, 18, 14, 0, 0, time.UTC)); share > 0.01 {
		t.Errorf("a new moon is dark, not %f", share)
	}
}
