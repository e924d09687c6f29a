// Reads what package export writes with two other programs, npm's citation-js
// and @retorquere/bibtex-parser, and compares titles, names, dates and numbers
// with the CSL-JSON of the same sources: bibliography.mjs DIR NAME…
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parse } from '@retorquere/bibtex-parser'
const Cite = createRequire(import.meta.url)('citation-js')
const { plugins } = Cite

plugins.config.get('@bibtex').parse.sentenceCase = 'never'
const [dir, ...names] = process.argv.slice(2)
let compared = 0
let bad = 0

// plain is a text as a reader sees it: white space, the form of quotation marks
// and the width of dashes are a matter of type.
const plain = (s) => String(s ?? '').replace(/<\/?span[^>]*>/g, '').replace(/[‘’'`´]/g, "'").replace(/[“”]|''/g, '"')
  .replace(/[–—−-]+/g, '-').replace(/\s+/g, ' ').trim()
const same = (where, wanted, got) => {
  compared++
  if (plain(wanted) === plain(got)) return
  bad++
  console.log(`${where}: wrote ${JSON.stringify(plain(wanted))}, read ${JSON.stringify(plain(got))}`)
}
// escaped are the characters that stand in no address (RFC 3986) and no verbatim field.
const escaped = (url) => url?.replace(/[{}\\ ]/g, encodeURIComponent)
const whole = (n) => n.literal ?? n.name ?? [n['non-dropping-particle'], n['dropping-particle'], n.prefix, n.family ?? n.lastName, n.suffix, n.given ?? n.firstName].filter(Boolean).join(' ')
const people = (list) => (list ?? []).map(whole).filter(Boolean).join('; ')
const day = (d) => (d?.['date-parts']?.[0] ?? []).map(Number).join('-')

// citation-js reads no authors of these types from RIS. RIS has no comma within
// a name.
const authorless = ['article-newspaper', 'motion_picture', 'legal_case', 'legislation', 'bill', 'hearing']

const compareCSL = (where, wanted, got, tidy = (s) => s) => {
  same(`${where} title`, wanted.title, got.title)
  if (got.author || !authorless.includes(wanted.type)) same(`${where} author`, tidy(people(wanted.author)), people(got.author))
  same(`${where} issued`, day(wanted.issued), day(got.issued))
  if (wanted.DOI) same(`${where} DOI`, wanted.DOI, got.DOI)
}

for (const name of names) {
  const file = (ending) => readFileSync(`${dir}/${name}.${ending}`, 'utf8')
  const wanted = JSON.parse(file('json'))
  const bib = new Cite(file('bib'), { forceType: '@biblatex/text' }).data
  const ris = new Cite(file('ris'), { forceType: '@ris/file' }).data
  const entries = parse(file('bib'), { sentenceCase: false, caseProtection: 'as-needed' })
  entries.errors.forEach((e) => { bad++; console.log(`${name}: ${e.error}`) })
  wanted.forEach((item, i) => {
    compareCSL(`${name} ${i} biblatex`, item, bib[i])
    compareCSL(`${name} ${i} ris`, item, ris[i], (s) => s.replaceAll(',', ''))
    const fields = entries.entries[i].fields
    same(`${name} ${i} parser title`, item.title, fields.title)
    same(`${name} ${i} parser author`, people(item.author), people(fields.author))
    same(`${name} ${i} parser url`, escaped(item.URL), fields.url)
  })
}
console.log(`${compared} fields read back, ${bad} not as they were written`)
process.exit(bad || !compared ? 1 : 0)
