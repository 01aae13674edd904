/** An INVITE that is right, as a server would send it. */
const invite = (changes: Readonly<Record<string, string>> = {}, body = SDP, first = 'INVITE sip:1001@city.test SIP/2.0'): string => {
  const headers: Record<string, string> = {
    Via: 'SIP/2.0/WS 127.0.0.1;branch=z9hG4bK-torture', From: '<sip:evil@city.test>;tag=1', To: '<sip:1001@city.test>', 'Call-ID': `torture-${Math.random()}`, CSeq: '1 INVITE',
    Contact: '<sip:evil@127.0.0.1>', 'Max-Forwards': '70', 'Content-Type': 'application/sdp', 'Content-Length': String(Buffer.byteLength(body)), ...changes,
  }
  return `${[first, ...Object.entries(headers).filter(([, value]) => value !== ABSENT).map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n${body}`
}

const ABSENT = '\u0000absent'
const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n'

const response = (first: string, changes: string[] = []): string =>
  [first, 'Via: SIP/2.0/WS nobody.invalid;branch=z9hG4bKnever', 'From: <sip:a@b>;tag=1', 'To: <sip:c@d>;tag=2', 'Call-ID: never', 'CSeq: 1 INVITE', ...changes, 'Content-Length: 0', '', ''].join('\r\n')

/** Messages that no server should send, after RFC 4475 and what fuzzers found; text as text, the rest as bytes. */
export function torture(): (string | Buffer)[] {
  const required = ['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Contact', 'Max-Forwards'].map((name) => invite({ [name]: ABSENT }))
  const values = [
    { CSeq: '-1 INVITE' }, { CSeq: '99999999999999999999 INVITE' }, { CSeq: '1 BYE' }, { CSeq: 'INVITE' }, { CSeq: '' }, { 'Content-Length': '-1' }, { 'Content-Length': '999999999' }, { 'Content-Length': 'many' },
    { From: '' }, { From: '<sip:evil@city.test' }, { From: '"unclosed <sip:evil@city.test>;tag=1' }, { From: '<tel:;;;>;tag=' }, { From: `"${'x'.repeat(100_000)}" <sip:evil@city.test>;tag=1` },
    { To: '<>' }, { To: '<sip:1001@city.test>;tag=never' }, { Via: 'SIP/7.0/PIGEON nowhere' }, { Via: ',,,,' }, { Via: 'SIP/2.0/WS [::1' }, { Contact: '*' }, { Contact: '<http://city.test>' }, { Contact: '<sip:%%%@>' },
    { 'Max-Forwards': '-5' }, { 'Max-Forwards': '256000' }, { 'Content-Type': 'multipart/mixed' }, { 'Content-Type': 'application/sdp;;;=' }, { Require: 'nothing-that-exists' }, { 'Record-Route': '<sip:;lr>,<<<' }, { Route: 'x' },
    { 'Session-Expires': 'never' }, { 'Call-Info': '<>;answer-after=-1' }, { 'Alert-Info': '\u0000\u0001\u0002' }, { Replaces: 'a;b;c' },
  ].map((changes) => invite(Object.fromEntries(Object.entries(changes))))
  const bodies = ['', 'v=0', 'no sdp at all', `${SDP}a=${'y'.repeat(200_000)}\r\n`, SDP.replace('audio 9', 'audio -1'), SDP.replace('RTP/AVP 0', 'RTP/AVP'), `${SDP}a=ice-ufrag:\r\na=fingerprint:none\r\n`, '\u0000'.repeat(64)].map((body) => invite({}, body))
  const lines = ['INVITE', 'INVITE sip:1001@city.test', 'INVITE sip:1001@city.test SIP/9.9', 'invite sip:1001@city.test SIP/2.0', 'INVITE  sip:1001@city.test  SIP/2.0', 'INVITE sip:[::1 SIP/2.0', '\u4f60\u597d sip:1001@city.test SIP/2.0', `${'M'.repeat(60_000)} sip:1001@city.test SIP/2.0`]
    .map((first) => invite({}, SDP, first))
  const others = ['BYE', 'CANCEL', 'ACK', 'REFER', 'NOTIFY', 'SUBSCRIBE', 'UPDATE', 'PRACK', 'INFO', 'OPTIONS', 'MESSAGE'].map((method) => invite({ CSeq: `1 ${method}` }, SDP, `${method} sip:1001@city.test SIP/2.0`))
  const responses = ['SIP/2.0 200 OK', 'SIP/2.0 99 Low', 'SIP/2.0 700 High', 'SIP/2.0 OK', 'SIP/2.0 180 Ringing', 'SIP/2.0 401 Unauthorized', 'SIP/2.0 -200 OK'].map((first) => response(first))
  const bare = ['', '\r\n', '\r\n\r\n', '\r\n\r\n\r\n\r\n', ':', ': : :\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', '{"json": true}', '\u0000', '\ufeff', 'SIP/2.0', ' '.repeat(10_000), '\r'.repeat(10_000)]
  const bytes = [Buffer.from([0xff, 0xfe, 0xfd]), Buffer.alloc(1_000_000, 0x41), Buffer.from(invite()), Buffer.from(invite()).subarray(0, 60)]
  return [...required, ...values, ...bodies, ...lines, ...others, ...responses, response('SIP/2.0 401 Unauthorized', ['WWW-Authenticate: Digest realm=']), ...bare, ...bytes]
}
