#pragma once

#include "core/base/completer.h"

#include <QQueue>

#include <memory>
#include <utility>

namespace desk::wa {

/// So many at once; the others wait in a queue. One thread.
class MediaPlaces
{
public:
    /// A place that was taken; given to the next when it ends.
    class Taken
    {
    public:
        Taken() = default;
        explicit Taken(std::weak_ptr<MediaPlaces> places) : m_places(std::move(places)) { }
        ~Taken() { leave(); }
        Taken(const Taken &) = delete;
        Taken &operator=(const Taken &) = delete;

        void leave()
        {
            if (const auto places = std::exchange(m_places, {}).lock())
                places->leave();
        }

    private:
        std::weak_ptr<MediaPlaces> m_places; ///< may be gone before whoever waits
    };

    explicit MediaPlaces(int atOnce) : m_free(atOnce) { }

    /// Answered when it is one's turn; then a Taken is made, at once.
    [[nodiscard]] QFuture<Result<>> take()
    {
        const Completer<void> place;
        if (m_free > 0) {
            --m_free;
            place.complete({});
        } else {
            m_waiting.enqueue(place);
        }
        return place.future();
    }

private:
    void leave()
    {
        if (m_waiting.isEmpty()) {
            ++m_free;
            return;
        }
        const Completer<void> next = m_waiting.dequeue();
        next.complete({});
    }

    int m_free;
    QQueue<Completer<void>> m_waiting;
};

} // namespace desk::wa
