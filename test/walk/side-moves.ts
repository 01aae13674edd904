import { CALL_TAKER, COLLECTOR, department, DISPATCHER, OFFICER, SUPERVISOR, type Cases } from './city.ts'

const NOTE = { note: '走查理由' }

/** Every side move of the flow, and the refusals that belong to each; answers cases by what was done to them. */
export async function walkSideMoves(cases: Cases): Promise<{ readonly returned: string; readonly reworked: string; readonly appealed: string }> {
  await refuseAndVoid(cases)
  const returned = await returns(cases)
  await extensions(cases)
  await suspensions(cases)
  const reworked = await rework(cases)
  await supervision(cases)
  const appealed = await appeals(cases)
  await merging(cases)
  await recalls(cases)
  await emergency(cases)
  return { returned, reworked, appealed }
}

async function refuseAndVoid(cases: Cases): Promise<void> {
  cases.walker.head('不予受理, 核实, 作废')
  const refused = await cases.report('不予受理')
  await cases.refused(refused, 'refuse', CALL_TAKER, 422, 'reason-missing')
  await cases.step(refused, 'refuse', CALL_TAKER, 'refused', NOTE)
  await cases.refused(refused, 'accept', CALL_TAKER, 409, 'not-lawful-here')
  const voided = await cases.report('不实')
  await cases.step(voided, 'ask-verify', CALL_TAKER, 'reported')
  await cases.refused(voided, 'ask-verify', CALL_TAKER, 409, 'already-asked')
  await cases.step(voided, 'verify', COLLECTOR, 'reported', { real: false })
  await cases.refused(voided, 'verify', COLLECTOR, 409, 'nothing-asked', { real: true })
  await cases.step(voided, 'void', OFFICER, 'voided', NOTE)
}

async function returns(cases: Cases): Promise<string> {
  const { lead, assist, other } = cases.city
  cases.walker.head('回退, 改派')
  const id = await cases.at('dispatched', '推诿')
  await cases.refused(id, 'take', department(other), 403, 'not-your-department')
  await cases.refused(id, 'take', { role: 'department' }, 422, 'not-a-task', { department: other })
  await cases.step(id, 'take', department(lead), 'dispatched')
  await cases.refused(id, 'take', department(lead), 409, 'already-taken')
  await cases.refused(id, 'approve-return', DISPATCHER, 409, 'nothing-asked')
  await cases.step(id, 'ask-return', department(lead), 'dispatched', NOTE)
  await cases.step(id, 'deny-return', DISPATCHER, 'dispatched', NOTE)
  await cases.step(id, 'ask-return', department(lead), 'dispatched', NOTE)
  await cases.step(id, 'approve-return', DISPATCHER, 'filed')
  await cases.refused(id, 'dispatch', DISPATCHER, 422, 'unknown-department', { department: 'no-such' })
  await cases.step(id, 'dispatch', DISPATCHER, 'dispatched', { department: assist })
  await cases.refused(id, 'redispatch', DISPATCHER, 409, 'same-department', { department: assist, ...NOTE })
  await cases.step(id, 'redispatch', DISPATCHER, 'dispatched', { department: other, ...NOTE })
  await cases.step(id, 'handle', department(other), 'handled')
  return id
}

async function extensions(cases: Cases): Promise<void> {
  const { lead } = cases.city
  cases.walker.head('延期, twice at most')
  const id = await cases.at('dispatched', '延期')
  await cases.step(id, 'ask-extend', department(lead), 'dispatched', NOTE)
  await cases.step(id, 'deny-extend', DISPATCHER, 'dispatched', NOTE)
  for (let i = 0; i < 2; i++) {
    await cases.step(id, 'ask-extend', department(lead), 'dispatched', NOTE)
    await cases.step(id, 'approve-extend', DISPATCHER, 'dispatched')
  }
  await cases.refused(id, 'ask-extend', department(lead), 409, 'extended-twice', NOTE)
}

async function suspensions(cases: Cases): Promise<void> {
  const { lead } = cases.city
  cases.walker.head('挂账, 恢复')
  const id = await cases.at('dispatched', '挂账')
  await cases.refused(id, 'resume', DISPATCHER, 409, 'not-suspended')
  await cases.step(id, 'ask-suspend', department(lead), 'dispatched', NOTE)
  await cases.step(id, 'deny-suspend', DISPATCHER, 'dispatched', NOTE)
  await cases.step(id, 'ask-suspend', department(lead), 'dispatched', NOTE)
  await cases.step(id, 'approve-suspend', DISPATCHER, 'dispatched')
  await cases.refused(id, 'handle', department(lead), 409, 'suspended')
  const paused = await cases.read(id)
  cases.walker.must('its clock stands still and nobody knows when it is due', Object(paused.body['caseClock']).state === 'paused' && Object(paused.body['caseClock']).dueAt === null, paused.body['caseClock'])
  await cases.step(id, 'resume', DISPATCHER, 'dispatched')
}

async function rework(cases: Cases): Promise<string> {
  const { lead, assist } = cases.city
  cases.walker.head('返工')
  const id = await cases.report('返工')
  await cases.step(id, 'accept', CALL_TAKER, 'accepted')
  await cases.step(id, 'file', OFFICER, 'filed')
  await cases.step(id, 'dispatch', DISPATCHER, 'dispatched', { department: lead, assist: [assist] })
  await cases.step(id, 'handle', department(assist), 'dispatched')
  await cases.refused(id, 'handle', department(assist), 409, 'already-done')
  await cases.step(id, 'handle', department(lead), 'handled')
  await cases.refused(id, 'rework', DISPATCHER, 409, 'check-not-failed', NOTE)
  await cases.step(id, 'ask-check', CALL_TAKER, 'handled')
  await cases.step(id, 'check', COLLECTOR, 'handled', { passed: false })
  await cases.refused(id, 'check', COLLECTOR, 409, 'check-failed', { passed: true })
  await cases.step(id, 'rework', DISPATCHER, 'dispatched', NOTE)
  await cases.step(id, 'handle', department(lead), 'dispatched')
  await cases.step(id, 'handle', department(assist), 'handled')
  await cases.step(id, 'check', COLLECTOR, 'checked', { passed: true })
  await cases.step(id, 'close', OFFICER, 'closed')
  await cases.step(id, 'follow-up', CALL_TAKER, 'followed-up', { satisfaction: 'dissatisfied' })
  return id
}

async function supervision(cases: Cases): Promise<void> {
  cases.walker.head('督办: 超时, 领导, 重点')
  const id = await cases.at('dispatched', '督办')
  for (const kind of ['overdue', 'leader', 'key']) await cases.step(id, 'supervise', SUPERVISOR, 'dispatched', { kind, ...NOTE })
}

async function appeals(cases: Cases): Promise<string> {
  const { lead } = cases.city
  cases.walker.head('申诉')
  const denied = await cases.at('closed', '申诉驳回')
  await cases.refused(denied, 'grant-appeal', OFFICER, 409, 'nothing-asked')
  await cases.step(denied, 'ask-appeal', department(lead), 'closed', NOTE)
  await cases.step(denied, 'deny-appeal', OFFICER, 'closed', NOTE)
  const granted = await cases.at('closed', '申诉同意')
  await cases.step(granted, 'ask-appeal', department(lead), 'closed', NOTE)
  await cases.step(granted, 'grant-appeal', OFFICER, 'closed')
  return granted
}

async function merging(cases: Cases): Promise<void> {
  cases.walker.head('合并, 拆分')
  const target = await cases.at('dispatched', '并案主案')
  const duplicate = await cases.report('并案重复')
  const voided = await cases.report('不能并入的')
  await cases.step(voided, 'void', OFFICER, 'voided', NOTE)
  await cases.refused(duplicate, 'merge', CALL_TAKER, 422, 'unknown-target', { into: 'no-such-case' })
  await cases.refused(duplicate, 'merge', CALL_TAKER, 409, 'bad-target', { into: voided })
  await cases.step(duplicate, 'merge', CALL_TAKER, 'merged', { into: target })
  await cases.refused(duplicate, 'follow-up', CALL_TAKER, 409, 'target-not-closed')
  await cases.refused(target, 'merge', CALL_TAKER, 409, 'has-duplicates', { into: await cases.report('另一案') })
  await cases.step(duplicate, 'unmerge', CALL_TAKER, 'reported', NOTE)
  await cases.step(duplicate, 'merge', CALL_TAKER, 'merged', { into: target })
  await cases.step(target, 'handle', department(cases.city.lead), 'handled')
  await cases.step(target, 'check', COLLECTOR, 'checked')
  await cases.step(target, 'close', OFFICER, 'closed')
  await cases.step(duplicate, 'follow-up', CALL_TAKER, 'merged', { satisfaction: 'fair' })
}

async function recalls(cases: Cases): Promise<void> {
  cases.walker.head('撤回, 备注')
  const id = await cases.report('撤回')
  await cases.refused(id, 'recall', CALL_TAKER, 409, 'nothing-to-recall')
  await cases.step(id, 'accept', { ...CALL_TAKER, operator: 'a' }, 'accepted')
  await cases.refused(id, 'recall', { ...CALL_TAKER, operator: 'b' }, 409, 'not-your-step')
  await cases.step(id, 'recall', { ...CALL_TAKER, operator: 'a' }, 'reported')
  await cases.step(id, 'note', CALL_TAKER, 'reported', { note: '备注一条' })
}

async function emergency(cases: Cases): Promise<void> {
  cases.walker.head('应急: the duty officer beyond their authority, marked')
  const id = await cases.report('应急')
  await cases.refused(id, 'dispatch', OFFICER, 409, 'not-lawful-here', { department: cases.city.lead })
  await cases.refused(id, 'accept', OFFICER, 403, 'role-missing')
  await cases.step(id, 'accept', OFFICER, 'accepted', { emergency: '断网，值班长代办' })
  const read = await cases.read(id)
  cases.walker.must('the case says so', JSON.stringify(read.body['irregular']).includes('emergency'), read.body['irregular'])
}
