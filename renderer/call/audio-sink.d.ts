/** Audio Output Devices for Web Audio (W3C Web Audio API 1.1); TypeScript's library does not have it yet. */
interface AudioContext {
  /** Is heard on this device from then on; the empty id is the system's default. Rejects when it does not open. */
  setSinkId(deviceId: string): Promise<void>
}
