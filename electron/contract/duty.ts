import { z } from 'zod'
import { CallPlan } from './call-plan.ts'
import { OwnPhrase } from './phrase.ts'
import { KeptId, SavedView } from './saved-view.ts'

/** Commands of people on duty that change no case. */
export const DutyCommand = z.discriminatedUnion('type', [
  /** Saves a view under its id; one of the same name, and the digit of another, give way. */
  z.object({ type: z.literal('view.save'), view: SavedView }).strict(),
  z.object({ type: z.literal('view.delete'), id: KeptId }).strict(),
  z.object({ type: z.literal('phrase.save'), phrase: OwnPhrase }).strict(),
  z.object({ type: z.literal('phrase.delete'), id: KeptId }).strict(),
  /** Saves a plan of a group call under its id; another of the same name gives way. */
  z.object({ type: z.literal('call-plan.save'), plan: CallPlan }).strict(),
  z.object({ type: z.literal('call-plan.delete'), id: KeptId }).strict(),
  /** 交班: `counts` is how much of each part was shown. 接班 takes over what was given. */
  z.object({ type: z.literal('handover.give'), since: z.number().int().min(0), counts: z.record(z.string().max(32), z.number().int().min(0)), remark: z.string().max(4_000).default('') }).strict(),
  z.object({ type: z.literal('handover.take'), id: KeptId, remark: z.string().max(4_000).default('') }).strict(),
  z.object({ type: z.literal('alert.acknowledge'), id: z.string().min(1).max(64) }).strict(),
  /** Acknowledges every alarm raised up to a key: what was shown. */
  z.object({ type: z.literal('alarm.acknowledge'), upTo: z.number().int().min(1) }).strict(),
])
export type DutyCommand = z.infer<typeof DutyCommand>

const DUTY_TYPES: ReadonlySet<string> = new Set(DutyCommand.options.map((option) => option.shape.type.value))

/** Whether a command is one of these. */
export const isDutyCommand = <C extends { readonly type: string }>(command: C): command is Extract<C, DutyCommand> => DUTY_TYPES.has(command.type)
