// Makes the samples that the reader is tested on, by two programs that write Parquet: @dsnp/parquetjs 1.9.3 and hyparquet-writer 0.17.0 (npm).
//
//     node make-samples.mjs iris.json samples
//
// The first argument is iris as a JSON array of 150 rows of four numbers.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const require = createRequire(resolve('package.json'))
const { ParquetSchema, ParquetWriter } = require('@dsnp/parquetjs')
const { parquetWriteBuffer } = await import(resolve('node_modules/hyparquet-writer/src/index.js'))

const rows = JSON.parse(readFileSync(process.argv[2]))
const out = process.argv[3]
const species = i => ['setosa', 'versicolor', 'virginica'][Math.floor(i / 50)]
const columns = ['a', 'b', 'c', 'd']

async function parquetjs(name, fields, row) {
  const writer = await ParquetWriter.openFile(new ParquetSchema(fields), `${out}/${name}`, { rowGroupSize: 64 })
  for (let i = 0; i < rows.length; i++) {
    await writer.appendRow(row(i))
  }
  await writer.close()
}

for (const compression of ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI']) {
  const fields = Object.fromEntries(columns.map(name => [name, { type: 'DOUBLE', compression }]))
  fields.species = { type: 'UTF8', optional: true, compression }
  await parquetjs(`${compression.toLowerCase()}.parquet`, fields, i => {
    const row = Object.fromEntries(columns.map((name, k) => [name, rows[i][k]]))
    return i === 3 ? row : { ...row, species: species(i) }
  })
}
await parquetjs('repeated.parquet', {
  vector: { type: 'DOUBLE', repeated: true, compression: 'SNAPPY' },
  count: { type: 'INT64' },
  good: { type: 'BOOLEAN' },
  day: { type: 'DATE' },
  at: { type: 'TIMESTAMP_MILLIS' },
}, i => ({ vector: rows[i], count: i, good: rows[i][0] > 5, day: new Date(86400000 * i), at: new Date(1500 * i) }))

function hyparquet(name, columnData, options = {}) {
  writeFileSync(`${out}/${name}`, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 64, ...options })))
}

const list = name => [
  { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'OPTIONAL' },
]
hyparquet('lists.parquet', [
  { name: 'id', data: rows.map((_, i) => `r${i}`) },
  { name: 'embedding', data: rows.map((row, i) => i === 70 ? null : row.map((v, k) => i === 5 && k === 2 ? null : v)) },
  { name: 'size', data: rows.map((_, i) => i === 9 ? null : i) },
], { schema: [{ name: 'root', num_children: 3 },
  { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }, ...list('embedding'),
  { name: 'size', type: 'INT32', repetition_type: 'OPTIONAL' }] })
hyparquet('unequal.parquet', [{ name: 'embedding', data: rows.map((row, i) => i === 100 ? row.slice(1) : row) }],
  { schema: [{ name: 'root', num_children: 1 }, ...list('embedding')] })
hyparquet('half.parquet', columns.map((name, k) => ({ name, data: rows.map(row => row[k]), type: k < 2 ? 'FLOAT16' : 'FLOAT' })))
hyparquet('decimal.parquet', [{ name: 'price', data: rows.map(row => row[0]) }, { name: 'large', data: rows.map((_, i) => i === 7 ? 2n ** 60n + 1n : BigInt(i)) }],
  { schema: [{ name: 'root', num_children: 2 }, { name: 'price', type: 'INT32', converted_type: 'DECIMAL', scale: 2, precision: 9, repetition_type: 'REQUIRED' },
    { name: 'large', type: 'INT64', repetition_type: 'REQUIRED' }] })
