"""Where a page is empty and where it has something, read from its picture."""
import numpy as np


def to_pixels(box, turn: int, shape, rect):
    """A rectangle of the page in pixels of its picture: left, top, right, bottom, one pixel wider on each side."""
    width, height = box[2] - box[0], box[3] - box[1]
    x0, x1 = ((value - box[0]) / width for value in (rect[0], rect[2]))
    y0, y1 = ((box[3] - value) / height for value in (rect[3], rect[1]))
    for _ in range(turn // 90 % 4):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    rows, columns = shape[:2]
    return (int(np.floor(x0 * columns)) - 1, int(np.floor(y0 * rows)) - 1, int(np.ceil(x1 * columns)) + 1, int(np.ceil(y1 * rows)) + 1)


def cut(picture, box, turn, rect):
    left, top, right, bottom = to_pixels(box, turn, picture.shape, rect)
    return picture[max(top, 0):max(bottom, 0), max(left, 0):max(right, 0)]


def is_empty(picture, box, turn, rect) -> bool:
    """Whether nothing but one colour is there, which is that of the paper or of a ground: nothing that can be covered."""
    part = cut(picture, box, turn, rect)
    return part.size > 0 and int((part.max(axis=(0, 1)).astype(int) - part.min(axis=(0, 1))).max()) < 6


def has_ink(picture, box, turn, rect) -> bool:
    """Whether something dark is there: text, a line, a picture. An empty box in a light colour is a place to write in."""
    part = cut(picture, box, turn, rect)
    return part.size > 0 and int(part.min()) < 128


def random_rect(rng, box, width, height):
    width, height = min(width, (box[2] - box[0]) * 0.9), min(height, (box[3] - box[1]) * 0.9)
    x = rng.uniform(box[0], box[2] - width)
    y = rng.uniform(box[1], box[3] - height)
    return [round(x, 1), round(y, 1), round(x + width, 1), round(y + height, 1)]


def find(rng, picture, box, turn, width, height, empty: bool):
    """A place of this size that is empty, or that has something; None if none was found."""
    for _ in range(40):
        place = random_rect(rng, box, width, height)
        if is_empty(picture, box, turn, place) if empty else has_ink(picture, box, turn, place):
            return place
    return None
