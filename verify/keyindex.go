package verify

import (
	"math/bits"
	"math/rand/v2"
)

// keyIndex numbers keys from 0 as they come. Its room is used again: reset it
// before use.
type keyIndex struct {
	slots []int32 // by key, with open addressing: the number of the key and 1
	keys  []uint64
}

// keySeed and keyMix spread keys over the slots. They differ from run to run,
// so that no text can be written for which keys collide.
var keySeed, keyMix = rand.Uint64(), rand.Uint64() | 1

// reset empties the index and makes room for about so many keys.
func (x *keyIndex) reset(keys int) {
	x.keys = x.keys[:0]
	x.size(max(keys, 8))
}

// size lays out slots for at least so many keys.
func (x *keyIndex) size(keys int) {
	n := 1 << bits.Len(uint(2*keys-1))
	if cap(x.slots) < n {
		x.slots = make([]int32, n)
		return
	}
	x.slots = x.slots[:n]
	clear(x.slots)
}

// slot returns where the key stands or has room.
func (x *keyIndex) slot(key uint64) *int32 {
	mask := uint64(len(x.slots) - 1)
	high, low := bits.Mul64(key^keySeed, keyMix)
	for i := high ^ low; ; i++ {
		s := &x.slots[i&mask]
		if *s == 0 || x.keys[*s-1] == key {
			return s
		}
	}
}

// find returns the number of a key, or -1.
func (x *keyIndex) find(key uint64) int { return int(*x.slot(key)) - 1 }

// add returns the number of a key, and whether it is new.
func (x *keyIndex) add(key uint64) (number int, fresh bool) {
	s := x.slot(key)
	if *s > 0 {
		return int(*s) - 1, false
	}
	x.keys = append(x.keys, key)
	*s = int32(len(x.keys))
	if 2*len(x.keys) > len(x.slots) {
		x.size(2 * len(x.keys))
		for i, k := range x.keys {
			*x.slot(k) = int32(i + 1)
		}
	}
	return len(x.keys) - 1, true
}
