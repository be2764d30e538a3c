#pragma once

#include <QList>

namespace desk::ui {

/// Plays speech faster without raising its pitch: overlapping pieces are put together where they fit best (WSOLA).
///
/// Reads from a recording that may still grow while it is being decoded. Plain value; the samples belong to the caller.
class TimeStretch
{
public:
    explicit TimeStretch(const QList<qint16> *samples = nullptr) : m_samples(samples) { }

    /// From that sample on, at that speed (1 leaves the samples as they are).
    void start(qint64 at, double speed);
    /// @return how many samples were written: fewer than @p most at the end of what there is.
    qsizetype read(qint16 *target, qsizetype most);
    /// The sample of the recording that is read next.
    [[nodiscard]] qint64 position() const { return m_position; }

private:
    void makePiece();
    [[nodiscard]] qint64 bestNear(qint64 wanted) const;

    const QList<qint16> *m_samples;
    double m_speed = 1;
    double m_exact = 0; ///< where the next piece should begin
    qint64 m_position = 0;
    qint64 m_natural = -1; ///< what would follow the last piece by itself; -1: nothing came before
    QList<qint16> m_ready; ///< made and not yet read
    qsizetype m_taken = 0; ///< of those
};

} // namespace desk::ui
