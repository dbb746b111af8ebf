// Package fee computes what a card payment costs.
package fee

const (
	// fixed is charged per payment, in cents.
	fixed = 25
	// perMille of the amount is charged on top.
	perMille = 14
	// most is never exceeded, in cents.
	most = 900
)

// Of returns the fee in cents for a payment of that many cents, rounded half up.
func Of(cents int) int {
	if cents == 0 {
		return 0
	}
	return min(fixed+(cents*perMille+500)/1000, most)
}
