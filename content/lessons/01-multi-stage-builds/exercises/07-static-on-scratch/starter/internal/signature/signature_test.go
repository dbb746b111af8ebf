package signature

import "testing"

func TestValid(t *testing.T) {
	body := []byte("The quick brown fox jumps over the lazy dog")
	const header = "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
	if !Valid([]byte("key"), body, header) {
		t.Error("the right signature was refused")
	}
	if Valid([]byte("other key"), body, header) {
		t.Error("the signature of another key was accepted")
	}
}
