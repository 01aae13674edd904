import type { Task } from '../../../electron/contract/case-terms.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'
import './case-tasks.css'

/** 任务: who leads and who helps, and how far each is. */
export function CaseTasks({ tasks }: { readonly tasks: readonly Task[] }) {
  const t = useT(locale)
  if (tasks.length === 0) return null
  return (
    <section aria-label={t('tasks')}>
      <h3 className="case-heading">{t('tasks')}</h3>
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
