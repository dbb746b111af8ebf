// Package sensor reads temperatures the way Linux publishes them: a file with thousandths of a degree.
package sensor

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Read returns degrees Celsius.
func Read(path string) (float64, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	thousandths, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	return float64(thousandths) / 1000, nil
}
