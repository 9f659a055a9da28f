// Package figures prints what was measured beside what is wanted.
package figures

import "fmt"

// Table prints figures, one a line. The zero Table is ready.
type Table struct {
	// Missed is set once a figure was missed.
	Missed bool
}

// Figure prints one figure, whether it is met, and below it what was wrong.
func (t *Table) Figure(name, value, want string, ok bool, wrong ...string) {
	verdict := "PASS"
	if !ok {
		verdict, t.Missed = "MISS", true
	}
	fmt.Printf("%-52s %12s  %-14s %s\n", name, value, want, verdict)
	for _, w := range wrong {
		fmt.Println("    " + w)
	}
}
