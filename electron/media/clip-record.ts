import type { ClipAbout, ExportedFile } from '../contract/media-review.ts'

/** What the record of an export says: who, when, of which camera, from when to when, what, and the hashes. */
export type ClipRecord = { kind: 'clip' | 'snapshot'; exportedAt: number; cameraId: string; asked: { from: number; to: number }; about: ClipAbout; files: readonly ExportedFile[] }

/** The city's clock (UTC+8, no summer time), whatever the machine is set to. */
const OFFSET_MS = 8 * 3_600_000

/** The city's time to the millisecond with its offset, as ISO 8601 writes it. */
export const cityTime = (at: number): string => new Date(at + OFFSET_MS).toISOString().replace('Z', '+08:00')

/** The record for machines. */
export const recordJson = (record: ClipRecord): string =>
  `${JSON.stringify({ ...record, exportedAt: cityTime(record.exportedAt), asked: { from: cityTime(record.asked.from), to: cityTime(record.asked.to) }, files: record.files.map((file) => ({ ...file, from: cityTime(file.from), to: cityTime(file.to) })) }, null, 2)}\n`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const row = (name: string, value: string): string => `<tr><th>${name}</th><td>${escaped(value)}</td></tr>`

/** The record for paper: chain of custody (证据保管链) with room for signatures. */
export function recordHtml({ kind, exportedAt, cameraId, asked, about, files }: ClipRecord): string {
  const what = kind === 'clip' ? '录像片段 Clip' : '抓图 Snapshot'
  const parts = files.map((file, i) => [
    `<h2>${i + 1}. ${escaped(file.file)}</h2><table>`,
    row('起止时间 From – to', `${cityTime(file.from)} – ${cityTime(file.to)}`),
    row('画面 Pictures', `${file.pictures}${file.hidden > 0 ? `（另有 ${file.hidden} 帧仅供解码，不显示 · ${file.hidden} more only for decoding, not shown）` : ''}`),
    row('编码 Coding', `${file.codec} ${file.width}×${file.height}, ${file.stream === 'main' ? '主码流 main stream' : '子码流 sub stream'}${kind === 'clip' ? '，未重新编码 not coded again' : ''}`),
    row('大小 Size', `${file.bytes} B`),
    row('SHA-256', file.sha256),
    '</table>',
  ])
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${what} ${escaped(about.camera)}</title>
<style>body{font:14px/1.5 sans-serif;margin:2em;max-width:52em}table{border-collapse:collapse;width:100%}th{width:14em;text-align:left;font-weight:normal}th,td{border:1px solid #999;padding:.3em .6em;word-break:break-all}h2{font-size:1em;margin-top:1.5em}.sign td{height:3em}</style>
<h1>${what} · 保管记录 Chain of custody</h1><table>
${row('案件编号 Case', about.caseNumber ?? '—')}
${row('摄像机 Camera', `${about.camera} (${cameraId})`)}
${row('导出人 Exported by', `${about.by.name} (${about.by.id})`)}
${row('工作站 Station', about.station)}
${row('导出时间 Exported at', cityTime(exportedAt))}
${row('申请起止 Asked for', `${cityTime(asked.from)} – ${cityTime(asked.to)}`)}
${row('说明 Note', about.note === '' ? '—' : about.note)}
</table>
${parts.flat().join('\n')}
<h2>交接 Handed over</h2><table class="sign"><tr><th>交出人 From</th><th>接收人 To</th><th>时间 Time</th><th>签名 Signature</th></tr><tr><td></td><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td><td></td></tr></table>
<p>核对：对文件计算 SHA-256，与上表一致即未被改动。To check: the SHA-256 of the file must be the one above.</p></html>
`
}
