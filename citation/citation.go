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
	Court     Field // that decided a case: "BGH", "9th Cir."
	Place     Field
	Series    Field
	Volume    Field
	Issue     Field
	Edition   Field
	Number    Field // of a report or a document: "Kennan Cable No. 38", "S/2021/68"
	Genre     Field // "PhD thesis", "personal interview"
	Pages     Field // the pages that the source takes up in its container
	Locator   Field // the place cited within the source: page, paragraph, chapter

	// Where an unpublished source is kept.
	Archive      Field // "National Archives", "BArch"
	ArchivePlace Field // the town of the archive
	Collection   Field // record group, fonds, papers: "RG 59"
	Shelfmark    Field // box, folder, file: "Box 12, Folder 3", "FO 371/1234"

	Date     Date
	Original Date  // of the first edition, where a later one is cited: "[1923] 1960"
	Status   Field // in place of a date: "forthcoming"
	Accessed Date
	Links    []Link
	IDs      []ID

	Close []Alternative // parts that may well be another part, in the order of the note

	// Repeats is the first full citation of the work, where c cites it in full
	// again; else nil.
	Repeats *Citation

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

// URL gives the first link of c that leads somewhere, the page itself before a
// copy of it in a web archive, else the address of its DOI; "" where it has
// neither.
func (c *Citation) URL() string {
	if link := c.address(); link.URL != "" {
		return link.URL
	}
	for _, id := range c.IDs {
		if id.Scheme == DOI {
			return "https://doi.org/" + id.Value
		}
	}
	return ""
}
