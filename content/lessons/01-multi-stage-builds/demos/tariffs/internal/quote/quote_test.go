package quote

import "testing"

func TestWithMargin(t *testing.T) {
	for cents, want := range map[int]int{0: 0, 100: 120, 1000: 1120, 1001: 1130} {
		if got := WithMargin(cents); got != want {
			t.Errorf("WithMargin(%d) = %d, want %d", cents, got, want)
		}
	}
}
