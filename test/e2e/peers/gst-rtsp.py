#!/usr/bin/python3
"""A GStreamer RTSP server for tests: serves pre-encoded loops on loopback.

    gst-rtsp.py [--port N] [--fps F] [--user NAME --password WORD [--digest]] [--tls PEM] [--times]
                [--sound CODEC] [--hz F] MOUNT=FILE ...

FILE is an H.264 or H.265 Annex-B file with access unit delimiters (x264: aud=1), or a row of JPEG
pictures (.mjpeg); it is cut into pictures once and looped for ever at F pictures a second, without
encoding anything. With several FILEs, `MOUNT=FILE+FILE`, each is sent whole before the next: the
stream changes its resolution on the way. With --times, `sent N MS` is printed for each picture of the
first mount: its number in the loop, and when it went out (epoch ms). With --sound every mount has a sound
track too, a tone of F Hz in that codec. PEM holds a certificate and its key.
Prints one line `ready rtsp://127.0.0.1:PORT` when it listens (port 0 chooses one), afterwards
`clients N` whenever the number of connected clients changes.
Ends when its standard input is closed, so it can't outlive the test that started it.
"""

import argparse
import os
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
gi.require_version("GstRtsp", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

CAPS = {
    "h264": ("video/x-h264,stream-format=byte-stream,alignment=au", "h264parse", "rtph264pay config-interval=-1 pt=96"),
    "h265": ("video/x-h265,stream-format=byte-stream,alignment=au", "h265parse", "rtph265pay config-interval=-1 pt=96"),
    "mjpeg": ("image/jpeg", "jpegparse", "rtpjpegpay pt=26"),
}


# A tone beside the pictures: how it is coded and packed; `raw` is a codec that nobody here decodes.
SOUNDS = {
    "pcma": "alawenc ! rtppcmapay pt=8",
    "pcmu": "mulawenc ! rtppcmupay pt=0",
    "opus": "audioresample ! opusenc ! rtpopuspay pt=97",
    "aac": "audioconvert ! voaacenc ! aacparse ! rtpmp4gpay pt=97",
    "l16": "audioconvert ! rtpL16pay pt=97",
}


def sound_of(codec, hz):
    if not codec:
        return ""
    rate = 8000 if codec.startswith("pcm") else 48000
    return f"audiotestsrc is-live=true wave=sine freq={hz} volume=0.5 ! audio/x-raw,rate={rate},channels=1 ! audioconvert ! {SOUNDS[codec]} name=pay1"


def codec_of(path):
    if path.endswith(".mjpeg"):
        return "mjpeg"
    return "h265" if path.endswith((".h265", ".hevc", ".265")) else "h264"


def access_units(path):
    """Cuts an Annex-B file at its access unit delimiters, a row of JPEG pictures where each begins."""
    with open(path, "rb") as file:
        data = file.read()
    if codec_of(path) == "mjpeg":
        delimiter = b"\xff\xd8\xff"
    else:
        delimiter = b"\x00\x00\x00\x01\x46" if codec_of(path) == "h265" else b"\x00\x00\x00\x01\x09"
    starts = []
    at = data.find(delimiter)
    while at >= 0:
        starts.append(at)
        at = data.find(delimiter, at + 5)
    if not starts:
        sys.exit(f"{path}: no access unit delimiters")
    return [data[a:b] for a, b in zip(starts, starts[1:] + [len(data)])]


class LoopFactory(GstRtspServer.RTSPMediaFactory):
    """One shared pipeline per mount, fed from memory."""

    def __init__(self, files, fps, times, sound):
        super().__init__()
        self.times = times
        paths = files.split("+")
        self.units = [unit for path in paths for unit in access_units(path)]
        self.fps = fps
        media, parse, pay = CAPS[codec_of(paths[0])]
        self.set_launch(
            f"( appsrc name=src is-live=true format=time do-timestamp=true "
            f"caps={media},framerate={int(fps)}/1 ! {parse} ! {pay} name=pay0 {sound} )"
        )
        # A pipeline that is shared takes no further track once it plays.
        self.set_shared(not sound)
        self.connect("media-configure", self.on_media)

    def on_media(self, _factory, media):
        source = media.get_element().get_by_name("src")
        state = {"next": 0}

        def push():
            number = state["next"] % len(self.units)
            unit = self.units[number]
            if self.times:
                print(f"sent {number} {time.time() * 1000:.1f}", flush=True)
            state["next"] += 1
            taken = source.emit("push-buffer", Gst.Buffer.new_wrapped(unit)) == Gst.FlowReturn.OK
            if not taken:
                state["timer"] = None
            return taken

        def stop(*_):
            timer, state["timer"] = state["timer"], None
            if timer:
                GLib.source_remove(timer)

        state["timer"] = GLib.timeout_add(int(1000 / self.fps), push)
        media.connect("unprepared", stop)


def end_with_parent():
    while os.read(0, 4096):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", default="0")
    parser.add_argument("--fps", type=float, default=25)
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--digest", action="store_true")
    parser.add_argument("--tls")
    parser.add_argument("--times", action="store_true")
    parser.add_argument("--sound", choices=sorted(SOUNDS))
    parser.add_argument("--hz", type=float, default=440)
    parser.add_argument("mounts", nargs="+")
    args = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(args.port)
    if args.user or args.tls:
        auth = GstRtspServer.RTSPAuth()
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "user")
        if args.tls:
            auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(args.tls))
        if args.digest:
            auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
            auth.add_digest(args.user, args.password or "", token)
        elif args.user:
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic(args.user, args.password or ""), token)
        else:
            auth.set_default_token(token)
        server.set_auth(auth)
    points = server.get_mount_points()
    for i, mount in enumerate(args.mounts):
        name, _, path = mount.partition("=")
        factory = LoopFactory(path, args.fps, args.times and i == 0, sound_of(args.sound, args.hz))
        if args.user or args.tls:
            permissions = GstRtspServer.RTSPPermissions()
            permissions.add_permission_for_role("user", "media.factory.access", True)
            permissions.add_permission_for_role("user", "media.factory.construct", True)
            factory.set_permissions(permissions)
        points.add_factory("/" + name.lstrip("/"), factory)
    if server.attach(None) == 0:
        sys.exit(f"port {args.port} can't be opened")

    count = {"clients": 0}

    def changed(delta):
        count["clients"] += delta
        print(f"clients {count['clients']}", flush=True)

    def connected(_server, client):
        changed(1)
        client.connect("closed", lambda _client: changed(-1))

    server.connect("client-connected", connected)
    print(f"ready rtsp://127.0.0.1:{server.get_bound_port()}", flush=True)
    threading.Thread(target=end_with_parent, daemon=True).start()
    GLib.MainLoop().run()


main()
