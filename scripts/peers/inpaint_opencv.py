"""OpenCV's inpainting, for comparison: inpaint_opencv.py PICTURE MASK METHOD OUT, METHOD telea or ns."""
import sys
import cv2

picture, mask, method, out = sys.argv[1:]
flags = {"telea": cv2.INPAINT_TELEA, "ns": cv2.INPAINT_NS}[method]
cv2.imwrite(out, cv2.inpaint(cv2.imread(picture), cv2.imread(mask, 0), 5, flags))
