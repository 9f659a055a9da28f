package arabic

// NumberKind is what a number says: how many, the how-manieth, when.
type NumberKind byte

const (
	Cardinal   NumberKind = iota
	DecimalNum            // 2.5
	PercentNum
	MoneyNum
	Ordinal
	YearNum
	Decade
	DatePart // a day of the month, a month, a date in figures
	TimeNum
	WeekdayNum
	RangeEnd // one end of "3 to 6"
	Score    // one side of "3-1"
	Vague    // dozens, thousands
	DualNum  // two of a noun, said by its ending
	Fraction // a half, two-thirds
	Multiple // double, threefold
	ID       // a telephone number and the like, too long to count
)

// Qualifier is how a text bounds a number.
type Qualifier byte

const (
	Unbounded Qualifier = iota
	About
	More
	Less
	AtLeast
	AtMost
	Some // English for نحو, and for nothing at all
)

// Link is how a number goes on to the next.
type Link byte

const (
	Unlinked Link = iota
	Dash          // 5-3, 5:3, 5&3: a range, a score, a pair
	To            // 3 to 6
	Or            // 3 or 6
	And           // 3 and 6
)

// settle sets the Kind where the words alone did not tell it; previous is the
// link of the number before.
func (n *Number) settle(previous Link) {
	v := n.Readings[0][0]
	switch {
	case n.Kind != Cardinal:
	case v[0] == 'w':
		n.Kind = WeekdayNum
	case v[0] == 't':
		n.Kind = TimeNum
	case v[0] == 'm' || v[0] == 'h' || len(n.Readings[0]) > 1:
		n.Kind = DatePart
	case v[len(v)-1] == 's':
		n.Kind = Decade
	case n.Percent:
		n.Kind = PercentNum
	case n.Unit.Money():
		n.Kind = MoneyNum
	case n.Link == To || previous == To:
		n.Kind = RangeEnd
	case n.Link == Dash || previous == Dash:
		n.Kind = Score
	case len(v) > maxDigits:
		n.Kind = ID
	default:
		n.Kind = plainKind(v)
	}
}

func plainKind(v string) NumberKind {
	for i := range len(v) {
		switch v[i] {
		case '/':
			return Fraction
		case '.':
			return DecimalNum
		}
	}
	return Cardinal
}
