package fee

import "testing"

func TestOf(t *testing.T) {
	for cents, want := range map[int]int{0: 0, 1: 25, 1000: 39, 9999: 165, 1000000: 900} {
		if got := Of(cents); got != want {
			t.Errorf("Of(%d) = %d, want %d", cents, got, want)
		}
	}
}
