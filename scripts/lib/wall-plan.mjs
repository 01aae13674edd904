/**
 * Modelines by size. Only the size matters on a dummy output; 3840x2160 runs at 29.9 Hz, for the driver's pixel clock
 * ends at 300 MHz.
 */
export const modelines = {
  '1366x768': '85.50 1366 1436 1579 1792 768 771 774 798',
  '1920x1080': '172.80 1920 2040 2248 2576 1080 1081 1084 1118',
  '3840x2160': '270.00 3840 3888 3984 4128 2160 2163 2168 2191',
}

export const maxScreens = 16
const columns = 4

/**
 * Places screens in a raster of 4 columns whose cells have the size of the largest screen.
 * @param {number | string[]} screens how many of 1920x1080, or the size of each
 * @returns {{output: string, mode: string, width: number, height: number, x: number, y: number}[]}
 */
export function planScreens(screens) {
  const modes = typeof screens === 'number' ? Array.from({ length: screens }, () => '1920x1080') : screens
  if (!(modes.length >= 1 && modes.length <= maxScreens)) throw new RangeError(`a virtual wall has 1 to ${maxScreens} screens`)
  const sizes = modes.map(sizeOf)
  const cellWidth = Math.max(...sizes.map((size) => size.width))
  const cellHeight = Math.max(...sizes.map((size) => size.height))
  return sizes.map((size, i) => ({
    output: `DUMMY${i}`,
    mode: modes[i],
    ...size,
    x: (i % columns) * cellWidth,
    y: Math.floor(i / columns) * cellHeight,
  }))
}

/** The width and height of a mode's name. */
export function sizeOf(mode) {
  if (!modelines[mode]) throw new RangeError(`unknown size ${mode}: one of ${Object.keys(modelines).join(', ')}`)
  const [width, height] = mode.split('x').map(Number)
  return { width, height }
}

/** The Xorg configuration for a wall: one dummy card with room for all screens, and no input devices. */
export function xorgConfig(plan) {
  const width = Math.max(...plan.map((screen) => screen.x + screen.width))
  const height = Math.max(...plan.map((screen) => screen.y + screen.height))
  const videoRam = Math.ceil((width * height * 4) / 1024) + 65_536
  const lines = Object.entries(modelines).map(([mode, timing]) => `  Modeline "${mode}" ${timing}`)
  return `Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam ${videoRam}
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
${lines.join('\n')}
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${plan[0].mode}"
    Virtual ${width} ${height}
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "BlankTime" "0"
  Option "StandbyTime" "0"
  Option "SuspendTime" "0"
  Option "OffTime" "0"
EndSection
`
}

/**
 * A window manager that keeps its hands off: no key or menu of its own, no decoration, windows stay where the app
 * puts them, a click focuses, a new window gets the focus only if it asks for it properly.
 */
export const openboxConfig = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus>
    <focusNew>yes</focusNew>
    <followMouse>no</followMouse>
    <focusLast>yes</focusLast>
    <underMouse>no</underMouse>
    <raiseOnFocus>no</raiseOnFocus>
  </focus>
  <placement><policy>Smart</policy><center>no</center><monitor>Any</monitor></placement>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <resize><drawContents>yes</drawContents><popupShow>Never</popupShow></resize>
  <keyboard></keyboard>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
      <mousebind button="Right" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
  <applications><application class="*" type="normal"><decor>no</decor></application></applications>
</openbox_config>
`
