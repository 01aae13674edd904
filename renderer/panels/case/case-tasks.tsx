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
  const format = useFormat()
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
        <Moment words={t('task.sent-at')} at={task.dispatchedAt} format={format.dateTime} />
        <Moment words={t('task.taken-at')} at={task.takenAt} format={format.dateTime} />
        <Moment words={t('task.handled-at')} at={task.handledAt} format={format.dateTime} />
      </span>
    </li>
  )
}

function Moment({ words, at, format }: { readonly words: string; readonly at: number | undefined; readonly format: (at: number) => string }) {
  return at === undefined ? null : (
    <span>
      {words} <time>{format(at)}</time>
    </span>
  )
}
