package sensor

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "temp")
	if err := os.WriteFile(path, []byte("48250\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Read(path); err != nil || got != 48.25 {
		t.Errorf("Read = %v, %v, want 48.25", got, err)
	}
}
