package outlet_test

import (
	"fmt"

	"github.com/ibid-go/ibid/internal/outlet"
)

func ExampleLookup() {
	o := outlet.Lookup("RUSI")
	fmt.Println(o.Name, o.Kind, o.Role)
	// Output: Royal United Services Institute report think-tank
}

func ExampleByHost() {
	fmt.Println(outlet.ByHost("gandhara.rferl.org").Name)
	// Output: Radio Free Europe/Radio Liberty
}

func ExampleSame() {
	fmt.Println(outlet.Same("RFERL", "Radio Free Europe/Radio Liberty"))
	fmt.Println(outlet.Same("Reuters", "TASS"))
	// Output:
	// true
	// false
}
