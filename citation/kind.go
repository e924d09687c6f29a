package citation

// Kind is the type of a source, named as in CSL 1.0.2 (appendix III). The
// empty Kind means that the note does not say.
type Kind string

// The kinds that a note can show. Others of CSL may come with later versions.
const (
	Article       Kind = "article-journal"
	Magazine      Kind = "article-magazine"
	Newspaper     Kind = "article-newspaper"
	Book          Kind = "book"
	Chapter       Kind = "chapter"
	Conference    Kind = "paper-conference"
	Report        Kind = "report"
	Thesis        Kind = "thesis"
	Webpage       Kind = "webpage"
	Post          Kind = "post"
	Blog          Kind = "post-weblog"
	Interview     Kind = "interview"
	Communication Kind = "personal_communication"
	Speech        Kind = "speech"
	Manuscript    Kind = "manuscript"
	Dataset       Kind = "dataset"
	Broadcast     Kind = "broadcast"
	Film          Kind = "motion_picture"
	LegalCase     Kind = "legal_case"
	Legislation   Kind = "legislation"
	Treaty        Kind = "treaty"
	Patent        Kind = "patent"
	Encyclopedia  Kind = "entry-encyclopedia"
	Bill          Kind = "bill"
	Hearing       Kind = "hearing"
	Map           Kind = "map"
	Graphic       Kind = "graphic"
	Song          Kind = "song" // any sound recording
	Software      Kind = "software"
	Standard      Kind = "standard"
)

// Form says how a citation names its source.
type Form int

// The forms (Chicago Manual of Style, 17th ed., 14.19, 14.29–36).
const (
	Full     Form = iota // all that is needed to find the source
	Ibid                 // ibid., id., ebd.: the source just cited
	OpCit                // op. cit., loc. cit., supra: an earlier source by name
	Short                // name and short title of a source cited in full before
	CrossRef             // "see note 5": the sources of another note
)

// String is "full", "ibid", "op-cit", "short" or "cross-ref".
func (f Form) String() string {
	return [...]string{"full", "ibid", "op-cit", "short", "cross-ref"}[f]
}
