// Package quote turns a carrier's price into ours.
package quote

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// Client asks the carrier's HTTPS interface for prices.
type Client struct {
	base string
	http *http.Client
}

func NewClient(base string, client *http.Client) *Client {
	return &Client{base: base, http: client}
}

// Price returns what a parcel costs in cents, our margin included.
func (c *Client) Price(ctx context.Context, from, to string, grams int) (int, error) {
	query := url.Values{"from": {from}, "to": {to}, "grams": {strconv.Itoa(grams)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/price?"+query.Encode(), nil)
	if err != nil {
		return 0, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("carrier answered %s", response.Status)
	}
	var answer struct{ Cents int }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return 0, err
	}
	return WithMargin(answer.Cents), nil
}

// WithMargin adds twelve percent and rounds up to ten cents.
func WithMargin(cents int) int {
	withMargin := (cents*112 + 99) / 100
	return (withMargin + 9) / 10 * 10
}
