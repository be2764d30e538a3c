#pragma once
// Only what nearly every file of the console includes.
#include "core/base/onreply.h"
#include "core/base/result.h"

#include <QHash>
#include <QList>
#include <QPainter>
#include <QString>
#include <QWidget>
