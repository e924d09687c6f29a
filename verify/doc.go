// Package verify visits the sources that citations name, reads what they say
// of themselves, and compares that with the note.
//
// A newcomer gives the zero [Checker] the citations of a document and reads one
// [Result] for each:
//
//	doc, err := citation.Parse(file)
//	var checker verify.Checker
//	for result := range checker.CheckAll(ctx, doc.Citations()) {
//		fmt.Println(result.Citation.Note.Label, result.Status, result.Reason.Advice())
//		for _, finding := range result.Findings {
//			fmt.Println(finding.Message, finding.Cited, finding.Found)
//		}
//	}
//
// # The way of a source
//
//	checker.go   what a caller sets, and CheckAll
//	run.go       one CheckAll: each address visited once, the order of the citations kept
//	patience.go  what may pass is tried again at the end of the run
//	visit.go     one address: asked, read, and the result of it
//	status.go    the only place where an answer becomes a Status
//	address.go   what the address says where a visit ended
//	sibling.go   a made-up address of the same site, which decides doubts
//	settle.go    the page compared with all that cite it, while it is at hand
//	packed.go    what was seen, in little memory
//	source.go    what a page says of itself (Extract)
//	compare.go   what the note says against it (Examine), one file a part: title
//	             author date outlet language listing quotation notices wording
//	agreement.go the answers: agrees, agrees loosely, differs, cannot say
//	vindicate.go a page that fits the note is the source, whatever its words are like
//	archived.go  the copies that archives keep of it
//	earlier.go   the headlines that they tell
//	rules.go     the findings, with their reasons in data/rules
//
// # Signals
//
// Each [Claim] names the signal that makes it, and so does every piece of
// evidence. A page is parsed and walked once, and all of these are asked; which
// of them is believed, and how far, was counted on pages whose truth is known
// (data/trust.tsv of internal/page).
//
//	json-ld …        schema.org in JSON-LD (W3C JSON-LD 1.1; schema.org/Article): headline, name,
//	                 alternativeHeadline, author, creator, datePublished, dateCreated, dateModified,
//	                 publisher, isPartOf, inLanguage, isAccessibleForFree, license, identifier; "page",
//	                 "website", "organisation" and "other" name what else than an article is described
//	microdata …      the same in attributes (HTML Standard, section 5, Microdata)
//	rdfa …           the same in RDFa Lite 1.1 (W3C)
//	og:…             Open Graph (ogp.me): og:title, og:site_name, og:url, og:type, og:locale
//	article:…        Open Graph, article: published_time, modified_time, author
//	book:… video:…   Open Graph, book and video
//	citation_…       Highwire Press tags (Google Scholar, Inclusion Guidelines for Webmasters): title,
//	                 author, publication_date, online_date, journal_title, publisher, doi
//	dc.… dcterms.…   Dublin Core (RFC 5013; DCMI Metadata Terms; RFC 2731 for HTML): title, creator,
//	                 date, issued, modified, publisher, language, rights
//	dc:… dcterms:…   the same, as RDFa and many systems write it
//	twitter:…        Twitter cards: title, creator, site
//	other names      of meta elements, as publishers write them for search, statistics and mailing:
//	                 author, date, parsely-…, sailthru.…, cXenseParse:… (internal/page/data/meta.tsv)
//	link canonical   link rel=canonical (RFC 6596)
//	link license     link rel=license (RFC 4946; HTML Standard)
//	html lang        the language of the root element (HTML Standard; BCP 47, RFC 5646)
//	title            the title element; "title segment", the part of it that names the site
//	h1, heading      the main heading, and other headings of the page's own text; "whole" with its kicker
//	kicker           the line over the headline, by its class
//	subheading       the line under it, by its class
//	time …           time elements (HTML Standard, section 4.5.14)
//	dated class …    elements whose class speaks of a date; "published class", of the publication
//	text …           days in the text around the heading; "alone", in a short line or in a sentence
//	rel author …     links with rel=author (HTML Standard, section 4.6.7.4)
//	author link …    links to a page about a person
//	author class …   elements whose class speaks of an author; "byline class", of a byline
//	byline by …      bylines that begin with "By"; "by line", such a line near the heading
//	credit line      lines such as "Text: Ada Lovelace"
//	correction notice  lines in which the page says that it was corrected
//	meta refresh     where a meta element sends the visitor (HTML Standard, section 4.2.5.3); "script",
//	                 where a script does; "frame", what is shown inside the page
//	url              the day in the address; "host", the name of the site where nothing else tells it
//	site rule        the public markup of one site: X, YouTube, Wikipedia … (internal/page/data/shells.tsv)
//	document …       printed in a PDF; "document properties", its XMP packet or document information
//	                 dictionary (ISO 16684-1; ISO 32000-1, section 14.3)
//	archived copy …  an older copy of the page
//
// Comparing never fetches. A fault of the web or of the note is a Status or a
// Finding, never an error.
package verify
