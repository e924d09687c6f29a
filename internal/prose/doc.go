// Package prose knows what people write: dates, names and titles as they
// stand in running text, and when two ways of writing mean the same.
//
//	Fold        brings quotes, dashes, case, accents and white space to one form
//	FindDates   finds the dates in a text
//	Similarity  says how alike two titles are
//
// It holds no state, fetches nothing and knows nothing of citations or pages.
package prose
