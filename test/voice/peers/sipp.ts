import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freeUdpPort, startPeer, type Peer } from './child.ts'
import { DOMAIN, type Exchange } from './exchange.ts'

/** An INVITE with an offer of a telephone; whatever the answer, it is acknowledged, and an accepted call is hung up. */
const FLOOD = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="flood">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@${DOMAIN} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "flood" <sip:7[call_number]@${DOMAIN}>;tag=[call_number]
To: <sip:[service]@${DOMAIN}>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:flood@[local_ip]:[local_port]>
Max-Forwards: 20
Content-Type: application/sdp
Content-Length: [len]

v=0
o=flood 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio 39000 RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="480" optional="true" next="2"/>
  <recv response="603" optional="true" next="2"/>
  <recv response="486" optional="true" next="2"/>
  <recv response="487" timeout="3000" ontimeout="3"/>
  <label id="2"/>
  <send next="4"><![CDATA[
ACK sip:[service]@${DOMAIN} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "flood" <sip:7[call_number]@${DOMAIN}>;tag=[call_number]
To: <sip:[service]@${DOMAIN}>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 20
Content-Length: 0

]]></send>
  <label id="3"/>
  <send next="4"><![CDATA[
CANCEL sip:[service]@${DOMAIN} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch-3]
From: "flood" <sip:7[call_number]@${DOMAIN}>;tag=[call_number]
To: <sip:[service]@${DOMAIN}>
Call-ID: [call_id]
CSeq: 1 CANCEL
Max-Forwards: 20
Content-Length: 0

]]></send>
  <label id="4"/>
</scenario>
`

/** Calls a number so many times, fifty a second; ends when all were answered in some way. */
export async function flood(folder: string, exchange: Exchange, number: string, calls: number): Promise<Peer> {
  const scenario = join(folder, 'flood.xml')
  writeFileSync(scenario, FLOOD)
  const port = await freeUdpPort()
  return startPeer('sipp', [`127.0.0.1:${exchange.sipPort}`, '-sf', scenario, '-s', number, '-i', '127.0.0.1', '-p', String(port), '-m', String(calls), '-r', '50', '-timeout', '25s', '-nostdin'], folder)
}
