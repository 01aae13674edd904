/** As much of PouchDB as the bench uses. */
declare module 'pouchdb-core' {
  interface Database {
    bulkDocs(docs: readonly Readonly<Record<string, unknown>>[]): Promise<readonly { readonly ok?: boolean; readonly rev?: string }[]>
    destroy(): Promise<void>
  }
  interface Constructor {
    new (name: string, options: { readonly adapter: string }): Database
    plugin(plugin: unknown): void
  }
  const PouchDB: Constructor
  export default PouchDB
}

declare module 'pouchdb-adapter-leveldb' {
  const plugin: unknown
  export default plugin
}
