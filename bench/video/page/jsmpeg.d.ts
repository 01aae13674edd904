declare module '@cycjimmy/jsmpeg-player' {
  interface PlayerOptions {
    canvas: HTMLCanvasElement
    audio: boolean
    disableGl: boolean
    videoBufferSize: number
    onVideoDecode: () => void
  }
  const JSMpeg: { Player: new (url: string, options: PlayerOptions) => unknown }
  export default JSMpeg
}
