export function checkLayers(base?: string): string[]
export function checkFile(file: string, text: string): string[]
export function allowed(layer: string): string
export function cycles(table: Record<string, { imports: readonly string[] }>): string[]
