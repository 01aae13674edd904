export const layers: Record<string, { readonly imports: readonly string[]; readonly node: boolean }>
export const checkedFolders: readonly string[]
export const packages: Record<string, readonly string[]>
