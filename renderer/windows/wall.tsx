import { createRoot } from 'react-dom/client'
import { reportErrors, windowParams } from '../client/bridge.ts'
import { startPorts } from '../client/port.ts'
import { startI18n } from '../ui/i18n.tsx'
import '../ui/tokens.css'
import { beat } from '../client/wall-beat.ts'
import { countTiles, reportPictures } from './picture-facts.ts'
import { Wall } from './wall-window.tsx'

reportErrors()
const params = windowParams()
startI18n(params.lang)

const root = document.getElementById('root')
if (root) createRoot(root).render(<Wall params={params} />)
reportPictures()
beat(params.display, countTiles)
startPorts()
