// Reads WARC files with npm's warcio and recomputes the digest of every block.
import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { WARCParser } from 'warcio'

const base32 = (bytes) => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('')
  return bits.match(/.{5}/g).map((five) => letters[parseInt(five, 2)]).join('')
}

let bad = 0
for (const file of process.argv.slice(2)) {
  let records = 0
  for await (const record of new WARCParser(createReadStream(file), { parseHttp: false })) {
    const hash = createHash('sha1')
    for await (const chunk of record) hash.update(chunk)
    const stated = record.warcHeader('WARC-Block-Digest')
    const found = 'sha1:' + base32(hash.digest())
    if (stated && stated !== found) {
      console.log(`${file}: ${record.warcType} ${record.warcTargetURI}: digest ${stated}, read ${found}`)
      bad++
    }
    records++
  }
  console.log(`${file}: ${records} records`)
  if (records === 0) bad++
}
process.exit(bad ? 1 : 0)
