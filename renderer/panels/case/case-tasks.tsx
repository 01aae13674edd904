import { useMemo } from 'react'
import type { Task } from '../../../electron/contract/case-terms.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { openOrder } from '../order/order-store.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'
import './case-tasks.css'

/** 任务: who leads and who helps, how far each is, and the order that they are handed. */
export function CaseTasks({ caseId, tasks }: { readonly caseId: string; readonly tasks: readonly Task[] }) {
  const t = useT(locale)
  const sent = tasks.length > 0
  useActions(useMemo(() => (sent ? { 'case.print': () => openOrder(caseId) } : {}), [sent, caseId]))
  if (!sent) return null
  return (
    <section aria-label={t('tasks')}>
      <header className="tasks-head">
        <h3 className="case-heading">{t('tasks')}</h3>
        <Button tone="quiet" shortcut={shortcut('case.print')} onClick={() => openOrder(caseId)}>
          {t('order')}
        </Button>
      </header>
      <ul className="tasks">
        {tasks.map((task) => (
          <TaskLine key={task.department} task={task} />
        ))}
      </ul>
    </section>
  )
}

const stateOf = ({ takenAt, handledAt }: Task): 'task.sent' | 'task.taken' | 'task.handled' => (handledAt !== undefined ? 'task.handled' : takenAt !== undefined ? 'task.taken' : 'task.sent')

function TaskLine({ task }: { readonly task: Task }) {
  const t = useT(locale)
  const c = useT(common)
  const names = useDepartmentNames()
  const state = stateOf(task)
  return (
    <li className="task" data-state={state}>
      <span className="task-part" data-part={task.part}>
        {c(`part.${task.part}`)}
      </span>
      <span className="task-who">{names.get(task.department) ?? task.department}</span>
      <span className="task-state">{t(state)}</span>
      <span className="task-times">
        <Moment words={t('task.sent-at')} at={task.dispatchedAt} />
        <Moment words={t('task.taken-at')} at={task.takenAt} />
        <Moment words={t('task.handled-at')} at={task.handledAt} />
      </span>
    </li>
  )
}

/** Today's moments are said by their time alone. */
function Moment({ words, at }: { readonly words: string; readonly at: number | undefined }) {
  const format = useFormat()
  const today = at !== undefined && format.date(at) === format.date(Date.now())
  return at === undefined ? null : (
    <span>
      {words} <time title={format.dateTime(at)}>{today ? format.time(at) : format.dateTime(at)}</time>
    </span>
  )
}
