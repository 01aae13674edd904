/** What an audio worklet finds in its global scope (W3C Web Audio API 1.1, 1.32); TypeScript's library has no such scope. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor & { process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean }): void
