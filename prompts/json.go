package prompts

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"naql/article"
)

// encoding/json merges doubled members, folds their case and ignores what
// follows the value. A model's reply is read token by token instead.

func segmentsJSON(text string) ([]pair, error) {
	var out []pair
	err := document(text, func(d *json.Decoder) error {
		return object(d, members{"segments": func() error {
			return array(d, func() error {
				var p pair
				err := object(d, members{"id": str(d, &p.id), "en": str(d, &p.en)})
				out = append(out, p)
				return err
			})
		}})
	})
	return out, err
}

func bulletsJSON(text string) ([]article.Bullet, error) {
	var out []article.Bullet
	err := document(text, func(d *json.Decoder) error {
		return object(d, members{"bullets": func() error {
			return array(d, func() error {
				var b article.Bullet
				cites := func() error {
					return array(d, func() error {
						b.Cites = append(b.Cites, "")
						return str(d, &b.Cites[len(b.Cites)-1])()
					})
				}
				err := object(d, members{"text": str(d, &b.Text), "cites": cites})
				out = append(out, b)
				return err
			})
		}})
	})
	return out, err
}

// members says how to read the value of each member of an object.
type members map[string]func() error

// document reads one value and nothing after it.
func document(text string, value func(*json.Decoder) error) error {
	d := json.NewDecoder(strings.NewReader(text))
	if err := value(d); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("text after the JSON")
	}
	return nil
}

// object reads an object that has exactly these members, in any order.
func object(d *json.Decoder, read members) error {
	if err := delim(d, '{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		if read[name] == nil {
			return fmt.Errorf("unknown member %.40q", name)
		}
		if seen[name] {
			return fmt.Errorf("member %q twice", name)
		}
		seen[name] = true
		if err := read[name](); err != nil {
			return err
		}
	}
	if err := delim(d, '}'); err != nil {
		return err
	}
	if len(seen) < len(read) {
		return fmt.Errorf("%d of %d members missing", len(read)-len(seen), len(read))
	}
	return nil
}

func array(d *json.Decoder, each func() error) error {
	if err := delim(d, '['); err != nil {
		return err
	}
	for d.More() {
		if err := each(); err != nil {
			return err
		}
	}
	return delim(d, ']')
}

func delim(d *json.Decoder, want json.Delim) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != want {
		return fmt.Errorf("expected %s at byte %d", want, d.InputOffset())
	}
	return nil
}

func str(d *json.Decoder, into *string) func() error {
	return func() error {
		t, err := d.Token()
		if err != nil {
			return err
		}
		s, ok := t.(string)
		if !ok {
			return fmt.Errorf("expected a string at byte %d", d.InputOffset())
		}
		*into = s
		return nil
	}
}
