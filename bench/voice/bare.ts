import { Inviter, SessionState, UserAgent } from 'sip.js'

let agent: UserAgent | undefined

/** What anybody gets who takes sip.js as it is: one agent, its default media, one call. Ms from the click to established. */
export async function bareCall(server: string, domain: string, number: string): Promise<number> {
  const uri = UserAgent.makeURI(`sip:bare@${domain}`)
  const target = UserAgent.makeURI(`sip:${number}@${domain}`)
  if (!uri || !target) throw new Error('no SIP address')
  if (!agent) {
    // Without its default STUN server, which is out of reach here and would cost it seconds.
    agent = new UserAgent({ uri, transportOptions: { server }, logBuiltinEnabled: false, sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } } })
    await agent.start()
  }
  const clicked = performance.now()
  const inviter = new Inviter(agent, target)
  const established = new Promise<number>((resolve, reject) => {
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) resolve(performance.now() - clicked)
      else if (state === SessionState.Terminated) reject(new Error('the bare call ended'))
    })
  })
  await inviter.invite()
  const ms = await established
  await inviter.bye()
  return ms
}
