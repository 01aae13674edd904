import { expect, it } from 'vitest'
import { webmTail } from '../../renderer/panels/calls/webm-tail.ts'

const CLUSTER = [0x1f, 0x43, 0xb6, 0x75]
const head = [0x1a, 0x45, 0xdf, 0xa3, 1, 2]

it('begins the end of a recording at its first cluster, behind the head of the whole', () => {
  const begin = Uint8Array.from([...head, ...CLUSTER, 9, 9, ...CLUSTER, 8])
  const tail = Uint8Array.from([7, 0x1f, 0x43, ...CLUSTER, 5, ...CLUSTER, 6])
  expect([...(webmTail(begin, tail) ?? [])]).toEqual([...head, ...CLUSTER, 5, ...CLUSTER, 6])
})

it('is nothing where there is no cluster to begin from', () => {
  expect(webmTail(Uint8Array.from([...head, ...CLUSTER]), Uint8Array.from([1, 2, 3]))).toBeUndefined()
  expect(webmTail(Uint8Array.from(head), Uint8Array.from(CLUSTER))).toBeUndefined()
})
