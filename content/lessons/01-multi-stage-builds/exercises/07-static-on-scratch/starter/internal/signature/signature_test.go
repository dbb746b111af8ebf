package signature

import "testing"

func TestValid(t *testing.T) {
	key, body := []byte("key"), []byte("The quick brown fox jumps over the lazy dog")
	const header = "sha256=9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b"
	if Valid(key, body, header) {
		t.Error("an HMAC of another key was accepted")
	}
}
