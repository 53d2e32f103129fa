"""Faces that are nobody's photograph: a few ellipses as a PNG."""

import struct
import zlib

SIDE, FINE = 160, 2

# centre and radii, in hundredths of the side, and which of the colours
SHAPES = [
    ((50, 36, 29, 31), "hair"),
    ((50, 104, 40, 36), "clothes"),
    ((50, 68, 9, 14), "skin"),
    ((50, 44, 20, 25), "skin"),
    ((50, 21, 22, 13), "hair"),
    ((42.5, 45, 2.2, 2.6), "ink"),
    ((57.5, 45, 2.2, 2.6), "ink"),
    ((50, 56, 7, 2), "mouth"),
]


def draw(background, clothes, skin, hair):
    """The bytes of a PNG file; the colours are `#rrggbb`."""
    colours = {"clothes": clothes, "skin": skin, "hair": hair, "ink": "#22190f", "mouth": "#93402f"}
    shapes = [(shape, rgb(colours[name])) for shape, name in reversed(SHAPES)]
    ground = rgb(background)
    rows = b"".join(b"\0" + b"".join(pixel(x, y, shapes, ground) for x in range(SIDE)) for y in range(SIDE))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rgb(colour):
    return tuple(bytes.fromhex(colour[1:]))


def pixel(x, y, shapes, ground):
    """The mean of some points, so that edges are smooth."""
    step = 100 / SIDE / FINE
    points = [colour_at((x * FINE + i + 0.5) * step, (y * FINE + j + 0.5) * step, shapes, ground)
              for i in range(FINE) for j in range(FINE)]
    return bytes(sum(values) // len(points) for values in zip(*points))


def colour_at(x, y, shapes, ground):
    for (cx, cy, rx, ry), colour in shapes:
        if ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1:
            return colour
    return ground


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
