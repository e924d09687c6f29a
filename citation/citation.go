package citation

// Citation is one source as one note cites it: its parts as printed, or for a
// short form the citations that it may stand for.
type Citation struct {
	Note *Note // the note it stands in; nil for one made by hand or by ParseNote
	Span Span  // from its first to its last printed character
	Kind Kind
	Form Form

	Authors     []Name // for an interview, who was interviewed
	Editors     []Name
	Translators []Name

	Title     Field
	Container Field // journal, newspaper, site or book that the source is part of
	Publisher Field
	Place     Field
	Series    Field
	Volume    Field
	Issue     Field
	Edition   Field
	Number    Field // of a report or a document: "Kennan Cable No. 38", "S/2021/68"
	Genre     Field // "PhD thesis", "personal interview"
	Pages     Field // the pages that the source takes up in its container
	Locator   Field // the place cited within the source: page, paragraph, chapter

	Date     Date
	Accessed Date
	Links    []Link
	IDs      []ID

	// Antecedents are the citations that a short form may stand for, nearest
	// first: one where it is clear, more where it is ambiguous, none where
	// there is none or the form is Full. Each may be a short form itself.
	Antecedents []*Citation

	// Given is what the file itself records of the source beside the printed
	// words: the item of a reference manager, or the COinS of a web page. Its
	// spans are zero, and its Locator is the place that this citation gives.
	// It is nil where the file records nothing.
	Given *Citation
}

// maxChain bounds the walk from short form to short form, should a caller have
// built a ring by hand.
const maxChain = 10_000

// Work gives the full citation that c stands for: c itself when it is full,
// else the end of the chain of its antecedents. It is nil where the chain is
// ambiguous or broken.
func (c *Citation) Work() *Citation {
	for range maxChain {
		if c.Form == Full {
			return c
		}
		if len(c.Antecedents) != 1 {
			return nil
		}
		c = c.Antecedents[0]
	}
	return nil
}

// Chain gives the citations from c's antecedent to the full citation, in the
// order in which they are followed. It is empty for a full citation, and ends
// early where the chain is ambiguous or broken.
func (c *Citation) Chain() []*Citation {
	var chain []*Citation
	for c.Form != Full && len(c.Antecedents) == 1 && len(chain) < maxChain {
		c = c.Antecedents[0]
		chain = append(chain, c)
	}
	return chain
}

// URL gives the first link of c that leads somewhere, "" where none does.
func (c *Citation) URL() string {
	for _, link := range c.Links {
		if !link.Placeholder() && !link.Internal() {
			return link.URL
		}
	}
	for _, id := range c.IDs {
		if id.Scheme == DOI {
			return "https://doi.org/" + id.Value
		}
	}
	return ""
}
