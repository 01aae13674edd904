import { createRoot } from 'react-dom/client'
import { OrderParams } from '../../electron/contract/bridge.ts'
import { reportErrors } from '../client/bridge.ts'
import { startPorts } from '../client/port.ts'
import { showIn } from '../ui/i18n.tsx'
import '../ui/tokens.css'
import { OrderPage } from './order-page.tsx'

reportErrors()
const { caseId, lang, reporter } = OrderParams.parse(Object.fromEntries(new URLSearchParams(window.location.search)))
showIn(lang)

const root = document.getElementById('root')
if (root) createRoot(root).render(<OrderPage caseId={caseId} reporter={reporter} />)
startPorts()
