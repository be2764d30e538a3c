// Writes a large JPEG to its output: bench_jpeg WIDTH HEIGHT once|passes. For bench_images.py.
#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageWriter>

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    QImage image(QByteArray(argv[1]).toInt(), QByteArray(argv[2]).toInt(), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = qRgb(x & 0xff, y & 0xff, (x ^ y) & 0xff);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "jpeg");
    writer.setProgressiveScanWrite(QByteArray(argv[3]) == "passes");
    QFile out;
    if (!buffer.open(QIODevice::WriteOnly) || !writer.write(image) || !out.open(stdout, QIODevice::WriteOnly))
        return 1;
    return out.write(bytes) == bytes.size() ? 0 : 1;
}
