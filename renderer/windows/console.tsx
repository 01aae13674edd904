import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { reportErrors, windowParams } from '../client/bridge.ts'
import { startPorts } from '../client/port.ts'
import { startI18n } from '../ui/i18n.tsx'
import '../ui/tokens.css'
import { Console } from './console-window.tsx'

reportErrors()
startI18n(windowParams().lang)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  )
}
startPorts()
